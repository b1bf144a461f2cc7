import type { RenderedAlert } from '../../lib/core/alerts/alert.ts';

/** An alert as it is handed on, valid by default. */
export function aRenderedAlert(id: string, own: Partial<RenderedAlert> = {}): RenderedAlert {
  return {
    id,
    kind: 'opened',
    events: ['620113-2.opened'],
    subject: '[DOWN] Branch 1 (us-east-1) - Acme',
    email: 'Branch 1 is disconnected.\n\nNo traffic passes.\n',
    sms: 'DOWN Branch 1 (us-east-1), Acme',
    json: JSON.stringify({ id }),
    chat: {
      description: 'Branch 1 is disconnected.',
      steps: [],
      severity: 'critical',
      organization: { id: 'acme', name: 'Acme' },
      thread: '620113-2',
      groups: ['620113'],
      document: '{}',
    },
    attributes: {},
    ...own,
  };
}
