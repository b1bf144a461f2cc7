import { type Answer, json } from '../answer.ts';
import { parseFilters } from '../filters.ts';
import { LIST_RULES, parseIncludeStatuses, parsePage, STATES_RULES } from '../query.ts';
import { groupState, listedGroup } from '../shapes.ts';
import { inOrder } from '../sorting.ts';
import { badRequest, type RouteContext } from './context.ts';

/** `GET /networktunnelgroups`. `total` counts the groups that pass the filters; an offset past the end gives an empty page. */
export function answerList(context: RouteContext): Answer {
  const { fleet, call } = context;
  const includeStatuses = parseIncludeStatuses(call.query);
  if (!includeStatuses.ok) return badRequest(context, includeStatuses.fault);
  const page = parsePage(call.query, LIST_RULES);
  if (!page.ok) return badRequest(context, page.fault);
  const filter = parseFilters(call.query);
  if (!filter.ok) return badRequest(context, filter.fault);

  const { offset, limit } = page.value;
  const groups = inOrder(fleet, page.value).filter(filter.value);
  const view = { now: call.at, oldShape: fleet.oldShape, includeStatuses: includeStatuses.value };
  const data = groups.slice(offset, offset + limit).map((group) => listedGroup(group, view));
  return json(200, { data, offset, limit, total: groups.length });
}

/** `GET /networktunnelgroupsstate`: the same envelope without filters, without region, device type and routing. */
export function answerStates(context: RouteContext): Answer {
  const { fleet, call } = context;
  const page = parsePage(call.query, STATES_RULES);
  if (!page.ok) return badRequest(context, page.fault);
  const { offset, limit } = page.value;
  const groups = inOrder(fleet, page.value);
  const data = groups.slice(offset, offset + limit).map((group) => groupState(group, call.at));
  return json(200, { data, offset, limit, total: groups.length });
}
