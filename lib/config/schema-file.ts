/** The JSON Schema of the configuration file, in the root of the repository: editors find it beside the file. */
export const JSON_SCHEMA_FILE = 'tunnelwatch.schema.json';
