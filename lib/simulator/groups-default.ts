/** How many groups a fleet has where nobody says. */
export const GROUPS_DEFAULT = 50;
