import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'tap';
import { renderers } from '../../reports/index.ts';
import { fullReport } from '../fakes/report.ts';

// UPDATE_GOLDEN=1 writes the files anew; what changed is then reviewed like code.
const update = process.env['UPDATE_GOLDEN'] === '1';

for (const renderer of renderers) {
  const { name, extension } = renderer;
  test(`the ${name} report of every status is what it was`, async (t) => {
    const file = `test/golden/${name}.${extension}`;
    const text = await renderer.render(fullReport());
    if (update) writeFileSync(file, text);
    t.equal(text, readFileSync(file, 'utf8'));
  });
}
