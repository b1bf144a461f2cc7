import type { Alerts } from '../../lib/sync/ports.ts';

/** The topic, whose client is loaded and made when there is something to publish: most processes never have anything. */
export function lateTopic(topicArn: string): Alerts {
  let topic: Promise<Alerts> | null = null;
  const open = async (): Promise<Alerts> => (await import('./topic.ts')).openTopic(topicArn);
  return {
    destination: topicArn,
    publish: async (alert) => {
      topic ??= open();
      return (await topic).publish(alert);
    },
  };
}
