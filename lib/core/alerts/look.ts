/** Where more is to be seen. Cisco's user guide, "Monitor Secure Access with Alert Rules" and "Admin Audit Log Report". */
export const LOOK = {
  groups: 'In the Secure Access dashboard open Connect > Network Connections > Network Tunnel Groups',
  audit: 'Monitor > Management > Admin Audit Log',
} as const;
