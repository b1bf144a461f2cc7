import { Stack } from 'aws-cdk-lib';
import { CfnMicrosoftTeamsChannelConfiguration, CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Recipient } from '../config/recipients.ts';
import { stableId } from './stable-id.ts';

type Chat = Extract<Recipient, { type: 'slack' | 'teams' }>;

/**
 * A channel that Amazon Q Developer in chat applications brings alerts into. People can also run AWS commands from such a
 * channel; in this one they can run none: its role has no permission, and the guard rail denies everything.
 */
export function createChat(scope: Construct, topic: ITopic, chat: Chat): void {
  const id = stableId(JSON.stringify(chat));
  const common = {
    // Unique in the account, where configurations of all regions are.
    configurationName: `${Stack.of(scope).stackName}-${id}`,
    iamRoleArn: roleOf(scope).roleArn,
    guardrailPolicies: [`arn:${Stack.of(scope).partition}:iam::aws:policy/AWSDenyAll`],
    snsTopicArns: [topic.topicArn],
    loggingLevel: 'ERROR',
  };
  if (chat.type === 'slack') {
    const { workspaceId: slackWorkspaceId, channelId: slackChannelId } = chat;
    new CfnSlackChannelConfiguration(scope, `Slack${id}`, { ...common, slackWorkspaceId, slackChannelId });
    return;
  }
  const { tenantId: teamsTenantId, teamId, channelId: teamsChannelId } = chat;
  new CfnMicrosoftTeamsChannelConfiguration(scope, `Teams${id}`, {
    ...common,
    teamsTenantId,
    teamId,
    teamsChannelId,
  });
}

/** One for all channels. */
function roleOf(scope: Construct): Role {
  const made = scope.node.tryFindChild('ChatRole');
  if (made instanceof Role) return made;
  return new Role(scope, 'ChatRole', { assumedBy: new ServicePrincipal('chatbot.amazonaws.com') });
}
