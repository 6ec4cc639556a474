import { test } from 'tap';
import { clockStateOf, UNKEPT } from '#lib/stamp/clock-state.ts';

// chronyc -n -c tracking of chrony 4.3, with its documented order of fields.
const KEPT =
  'C0A80001,192.168.0.1,3,1795244400.123456789,-0.000012345,0.000004567,0.000021000,-9.120,0.001,0.020,0.012000000,0.000800000,64.5,Normal\n';

test('a clock that chrony keeps is synchronised, and wrong by what chrony says at most', (t) => {
  const { isSynchronised, errorMs } = clockStateOf(KEPT);
  t.equal(isSynchronised, true);
  t.ok(Math.abs(errorMs - (0.012345 + 0.8 + 6)) < 1e-6, `${errorMs} ms`);
  t.end();
});

test('whatever else it says is no promise', (t) => {
  for (const text of [
    KEPT.replace('Normal', 'Not synchronised'),
    KEPT.replace('0.000800000', 'nan'),
    '',
    '506 Cannot talk to daemon\n',
    ','.repeat(20),
  ]) {
    const state = clockStateOf(text);
    t.ok(!state.isSynchronised || Number.isFinite(state.errorMs), text);
  }
  t.strictSame(clockStateOf('506 Cannot talk to daemon\n'), UNKEPT);
  t.strictSame(clockStateOf(KEPT.replace('Normal', 'Not synchronised')), UNKEPT);
  t.end();
});
