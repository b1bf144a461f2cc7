/** `npm run schema`: writes what is made of the configuration's schema, the JSON Schema for editors and the tables of the page. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFieldTables } from '../lib/config/field-tables.ts';
import { configurationJsonSchema } from '../lib/config/json-schema.ts';
import { JSON_SCHEMA_FILE } from '../lib/config/schema-file.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'configuration.md');

writeFileSync(join(root, JSON_SCHEMA_FILE), `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);
writeFileSync(page, withFieldTables(readFileSync(page, 'utf8')));
