/** What is given, once every default is filled in: nothing in it is left out, nothing is to be changed. */
export type Settled<T> = T extends readonly (infer Item)[]
  ? readonly Settled<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]-?: Settled<Exclude<T[Field], undefined>> }
    : T;
