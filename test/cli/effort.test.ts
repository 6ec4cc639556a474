import { test } from 'tap';
import { checks } from '../../checks/index.ts';
import { withEffort } from '../../src/cli/effort.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { siteWith } from '../fakes/site.ts';

const site = siteWith({
  options: { bandwidth: { full: false, streams: 4 }, latency: { dscp: 0 } },
});

test('what the command line says stands in place of the config’s, where a check knows it', (t) => {
  const { options } = withEffort(site, checks, { full: true, maxBytes: '2MiB' });
  t.strictSame(options['bandwidth'], { full: true, mostBytes: 2_097_152, streams: 4 });
  t.strictSame(options['latency'], { dscp: 0 });
  t.end();
});

test('without a word from there, all is as in the config', (t) => {
  t.strictSame(withEffort(site, checks, {}).options['bandwidth'], { full: false, streams: 4 });
  t.end();
});

test('what is no size is refused', (t) => {
  for (const maxBytes of ['', '0B', '1023KiB', '12', '1GB', '-1MiB', 'much']) {
    t.throws(() => withEffort(site, checks, { maxBytes }), UsageError, maxBytes);
  }
  t.end();
});
