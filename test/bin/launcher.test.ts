import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { test } from 'tap';

const source = readFileSync('bin/hybrid-preflight.js', 'utf8').replace(/^#!.*\n/, '');

for (const version of ['10.24.1', '20.20.2', '22.17.9']) {
  test(`Node ${version} gets one clear line and exit code 2`, (t) => {
    const said: string[] = [];
    const process = {
      versions: { node: version },
      version: `v${version}`,
      stderr: { write: (text: string) => said.push(text) },
      exitCode: 0,
    };
    vm.runInNewContext(source, { process });
    t.strictSame(said, [`hybrid-preflight needs Node 22.18 or later; this is v${version}.\n`]);
    t.equal(process.exitCode, 2);
    t.end();
  });
}
