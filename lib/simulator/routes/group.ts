import { type Answer, json } from '../answer.ts';
import type { Group } from '../group.ts';
import { parseGroupId } from '../query.ts';
import { groupState, singleGroup } from '../shapes.ts';
import { badRequest, notFound, type RouteContext } from './context.ts';

/** `GET /networktunnelgroups/{id}`. Its 404 means that the group is gone. */
export function answerGroup(context: RouteContext): Answer {
  return withGroup(context, (group) => {
    const view = { now: context.call.at, oldShape: context.fleet.oldShape, includeStatuses: false };
    return json(200, singleGroup(group, view));
  });
}

/** `GET /networktunnelgroups/{id}/state`. Its 404 may also mean that the group has no state yet. */
export function answerState(context: RouteContext): Answer {
  return withGroup(context, (group) => {
    if (!group.hasState) return notFound(context);
    return json(200, groupState(group, context.call.at));
  });
}

/** Answers for the group in the path: 400 when the id is none, 404 when there is no such group. */
export function withGroup(context: RouteContext, answer: (group: Group) => Answer): Answer {
  const id = parseGroupId(context.call.id);
  if (!id.ok) return badRequest(context, id.fault);
  const group = context.fleet.find(id.value);
  return group ? answer(group) : notFound(context);
}
