import { type JsonObject, parseJsonObject } from '../json.ts';
import { entriesOf, type QueryParameters } from '../query-protocol.ts';
import { ServiceError } from '../service-error.ts';

/** "Messages must be UTF-8 encoded strings and at most 256 KB in size", attributes counted in. */
const MESSAGE_BYTES_MAX = 262_144;

/** A subject "must be less than 100 characters long". */
const SUBJECT_LENGTH_MAX = 99;

/** ASCII that begins with a letter, number or punctuation mark, without line breaks and control characters. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]*$/;

/** Letters, digits, `_`, `-` and single `.` inside; at most 256 characters. */
const ATTRIBUTE_NAME = /^(?!aws\.|amazon\.)(?=.{1,256}$)[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/i;

const ATTRIBUTE_TYPE = /^(String|String\.Array|Number|Binary)(\.[^.].*)?$/;

/** A message attribute; a binary one's value is in base64. */
export type MessageAttribute = { readonly dataType: string; readonly value: string };

/** A message by protocol: what each gets, and `default` for the rest. */
export type MessageByProtocol = { readonly default: string; readonly [protocol: string]: string };

/** What a `Publish` asks to be told. */
export type Message = {
  readonly subject: string | undefined;
  readonly message: MessageByProtocol;
  readonly attributes: { readonly [name: string]: MessageAttribute };
};

/**
 * Reads the message out of the parameters of `Publish`.
 *
 * @throws {ServiceError} `InvalidParameter` or `ParameterValueInvalid`, as the API reference has them
 */
export function readMessage(parameters: QueryParameters): Message {
  const { Message: text = '', Subject: subject, MessageStructure: structure } = parameters;
  const entries = entriesOf(parameters, 'MessageAttributes.entry');
  if (text === '') throw invalidParameter('Empty message');
  if (bytesOf(text, entries) > MESSAGE_BYTES_MAX) throw invalidParameter('Message too long');
  if (subject !== undefined && (subject.length > SUBJECT_LENGTH_MAX || !SUBJECT.test(subject))) {
    throw invalidParameter('Subject');
  }
  if (structure !== undefined && structure !== 'json') throw invalidParameter('MessageStructure');
  return {
    subject,
    message: structure === 'json' ? byProtocol(text) : { default: text },
    attributes: Object.fromEntries(entries.map(readAttribute)),
  };
}

/** SNS's refusal of a parameter; the words after the colon say which, or why. */
export function invalidParameter(what: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** "Non-string values will cause the key to be ignored." */
function byProtocol(text: string): MessageByProtocol {
  const parsed = parseJsonObject(text);
  if (parsed === undefined) throw invalidParameter('Message Structure - JSON message body failed to parse');
  const { default: fallback, ...others } = stringsOf(parsed);
  if (fallback === undefined)
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { default: fallback, ...others };
}

function stringsOf(object: JsonObject): QueryParameters {
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(object)) if (typeof value === 'string') strings[name] = value;
  return strings;
}

function bytesOf(text: string, entries: readonly QueryParameters[]): number {
  const attributes = entries.flatMap((entry) => Object.values(entry));
  return [text, ...attributes].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

function readAttribute(entry: QueryParameters): [string, MessageAttribute] {
  const { Name: name = '', 'Value.DataType': dataType = '' } = entry;
  const value = entry['Value.StringValue'] ?? entry['Value.BinaryValue'] ?? '';
  if (!ATTRIBUTE_NAME.test(name)) throw invalidAttribute(name, 'has a name that is not allowed');
  if (!ATTRIBUTE_TYPE.test(dataType))
    throw invalidAttribute(name, `has an invalid message attribute type, '${dataType}'`);
  if (value === '')
    throw invalidAttribute(name, `must contain non-empty message attribute value for type '${dataType}'`);
  return [name, { dataType, value }];
}

function invalidAttribute(name: string, why: string): ServiceError {
  return new ServiceError('ParameterValueInvalid', `The message attribute '${name}' ${why}.`);
}
