/** Everything that can be asked for at once. */
export const EVERYTHING = {
  organizations: [{ id: 'acme' }, { id: 'other', everyMinutes: 15, expectedGroups: 10 }],
  recipients: [
    { type: 'sms', phone: '+4915112345678', filter: { severity: ['critical'] } },
    { type: 'sqs', queueArn: 'arn:aws:sqs:eu-central-1:111122223333:tickets' },
    { type: 'lambda', functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:pager' },
    { type: 'https', url: 'https://hooks.example.com/x' },
    { type: 'slack', workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' },
    {
      type: 'teams',
      tenantId: '0a1b2c3d-1111-2222-3333-444455556666',
      teamId: '0a1b2c3d-1111-2222-3333-444455556667',
      channelId: '19%3aab6ef35d%40thread.tacv2',
    },
  ],
  monthlyBudgetUsd: 5,
  deployment: {
    encryptionKey: 'new',
    vpc: { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
    permissionsBoundary: 'Boundary',
    tags: { team: 'network' },
  },
};
