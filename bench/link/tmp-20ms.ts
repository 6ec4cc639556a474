import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { configFile, namespaceOf } from '../../src/lab/place.ts';
import { layWire, setWireWords, withLab } from './world.ts';
await withLab(async (place) => {
  const file0 = configFile(place);
  await layWire(place);
  const config = readFileSync(file0, 'utf8')
    .replace(
      /^baseline: .*$/m,
      'baseline: { extends: direct-connect, jitter: { pass: 5ms, fail: 8ms } }',
    )
    .replaceAll('ratePps: 2000', 'ratePps: 10000');
  writeFileSync(file0, config);
  await setWireWords(place, 'delay=20ms', '');
  for (let i = 0; i < Number(process.argv[2] ?? 3); i++) {
    const file = join(place.folder, 'bench.json');
    const only = ['latency', 'jitter', 'packet-loss'].flatMap((id) => ['--only', id]);
    const program = [
      process.execPath,
      ...(process.env['PRE'] ? ['--require', process.env['PRE']] : []),
      PROGRAM_FILE,
      'run',
      '--quiet',
      ...only,
    ];
    const t = performance.now();
    const r = await execa(
      'ip',
      ['netns', 'exec', namespaceOf(place, 'host'), ...program, '-c', file0, '-o', `json=${file}`],
      { reject: false },
    );
    console.log(((performance.now() - t) / 1000).toFixed(2));
    console.log(r.stderr);
    const rep = JSON.parse(readFileSync(file, 'utf8'));
    for (const x of rep.results)
      if (x.outcome.status !== 'skip') {
        const o = x.measurement?.outcome;
        console.log(
          x.check.id,
          x.key,
          x.outcome.status,
          JSON.stringify(x.timing),
          o?.host ? JSON.stringify(o.host) : '',
          o?.stop,
          o?.sample?.forward?.packets,
          o?.sample?.sent,
          x.outcome.summary?.slice(0, 200),
        );
      }
    writeFileSync('/tmp/last20.json', JSON.stringify(rep));
  }
});
