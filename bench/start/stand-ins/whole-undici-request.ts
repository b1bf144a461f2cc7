/** Stands in for the one part of undici, to see what a start would be with all of it. */
import type { Dispatcher } from 'undici';

export default function request(
  this: Dispatcher,
  options: Dispatcher.RequestOptions & { readonly origin: string },
): Promise<Dispatcher.ResponseData> {
  return this.request(options);
}
