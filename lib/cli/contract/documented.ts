/**
 * What docs/secure-access-api.md and Cisco's documents say of the answers. Written from the documents a second time, apart from the
 * client and from the simulator: what all three had in common could be wrong in all of them.
 */
import type { Field, Shape } from './shape.ts';

const text: Shape = { is: 'text' };
const number: Shape = { is: 'number' };
const anything: Shape = { is: 'anything' };
const word = (...words: readonly string[]): Shape => ({ is: 'word', words });
const list = (of: Shape): Shape => ({ is: 'list', of });
const object = (fields: Readonly<Record<string, Field>>): Shape => ({ is: 'object', fields });
const always = (shape: Shape): Field => ({ shape, there: 'always' });
const sometimes = (shape: Shape): Field => ({ shape, there: 'sometimes' });
const all = (shape: Shape, ...names: readonly string[]): Record<string, Field> =>
  Object.fromEntries(names.map((name) => [name, sometimes(shape)]));

/** What a group is doing. */
export const STATUSES = ['connected', 'disconnected', 'warning'] as const;

const TUNNEL = object({
  ...all(text, 'time', 'dc', 'dcName', 'dcDesc', 'peerId', 'peerIp', 'peerPort', 'localIp', 'localPort'),
  status: sometimes(word('UP', 'DOWN', 'FAILED', 'UNKNOWN')),
  ikeState: sometimes(
    word('CREATED', 'CONNECTING', 'ESTABLISHED', 'PASSIVE', 'REKEYING', 'REKEYED', 'DELETING', 'DESTROYING'),
  ),
  ipsecState: sometimes(
    word(
      ...['CREATED', 'ROUTED', 'INSTALLING', 'INSTALLED', 'UPDATING', 'REKEYING', 'REKEYED', 'RETRYING'],
      ...['DELETING', 'DELETED', 'DESTROYING'],
    ),
  ),
  ...all(anything, 'ike', 'ipsec', 'data', 'routingStats'),
});

const HUB = object({
  id: always(number),
  isPrimary: always({ is: 'flag' }),
  datacenter: always(object({ name: always(text), ip: sometimes(text) })),
  authId: sometimes(text),
  status: sometimes(object({ status: always(word('UP', 'DOWN', 'UNKNOWN')), time: sometimes(text) })),
  tunnelsCount: sometimes(number),
  tunnelsStatus: sometimes(list(TUNNEL)),
  ...all(text, 'createdAt', 'modifiedAt'),
});

export const GROUP = object({
  id: always(number),
  name: always(text),
  organizationId: always(number),
  deviceType: always(word('ASA', 'FTD', 'ISR', 'Meraki MX', 'Viptela cEdge', 'Viptela vEdge', 'other')),
  region: always(text),
  status: always(word(...STATUSES)),
  hubs: always(list(HUB)),
  routing: sometimes(object({ type: always(word('static', 'bgp', 'nat')), data: sometimes(anything) })),
  createdAt: always(text),
  modifiedAt: always(text),
});

export const LIST = object({
  data: always(list(GROUP)),
  offset: always(number),
  limit: always(number),
  total: always(number),
});

export const TOKEN = object({
  token_type: always(text),
  access_token: always(text),
  expires_in: always(number),
});

/** The body of an error of the API. */
export const ERROR = object({
  error: always(text),
  requestId: always(text),
  validationErrors: sometimes(anything),
});
