/** Thrown into a process that is killed; nothing it tries afterwards has an effect. */
export class Killed extends Error {}

/** A process that dies before its first call of a name, if one is given. */
export function mortal(last: string | null) {
  let dead = false;
  return {
    died: () => dead,
    wrap<T extends object>(name: string, port: T): T {
      return new Proxy(port, {
        get: (target, method) => {
          const value: unknown = Reflect.get(target, method);
          if (typeof value !== 'function' || method === 'takeUsage') return value;
          return async (...args: unknown[]) => {
            dead ||= `${name}.${String(method)}` === last;
            if (dead) throw new Killed();
            return Reflect.apply(value, target, args);
          };
        },
      });
    },
  };
}
