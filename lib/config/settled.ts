/** What is given, once every default is filled in: nothing in it is left out, nothing is to be changed. */
export type Settled<T> = T extends readonly (infer Item)[]
  ? readonly Settled<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]-?: Settled<Exclude<T[Field], undefined>> }
    : T;

/** The same, and nothing in it is to be changed. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: DeepReadonly<T[Field]> }
    : T;
