/** The JSON Schema of the configuration file, for editors. */
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { fileSchema } from './file-schema.ts';

const CONVERSION: ConversionConfig = {
  typeMode: 'input',
  // What only code can check (time zones, uniqueness) is left to `npx cdk synth`.
  errorMode: 'ignore',
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === 'loose_object' ? { ...jsonSchema, additionalProperties: false } : undefined,
  overrideAction: ({ valibotAction, jsonSchema }) => {
    if (valibotAction.type !== 'metadata') return undefined;
    const { otherwise, ...plain }: Record<string, unknown> = { ...jsonSchema };
    return typeof otherwise === 'string'
      ? { ...plain, description: `${String(plain.description)} Default: ${otherwise}.` }
      : undefined;
  },
};

/** The schema, made of the one that parses the file. */
export function configurationJsonSchema(): object {
  return {
    ...toJsonSchema(fileSchema, CONVERSION),
    title: 'Tunnelwatch configuration',
    description: 'Every field is explained in docs/configuration.md, which is made of the same schema.',
  };
}
