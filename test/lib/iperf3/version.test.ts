import { test } from 'tap';
import { formatVersion, parseVersion, traits } from '#lib/iperf3/version.ts';
import type { Iperf3Traits } from '#lib/iperf3/version.ts';
import { fixture } from './said.ts';

test('the version is read from what iperf3 prints', (t) => {
  const rows: readonly (readonly [text: string, version: string | null, isLater?: boolean])[] = [
    ['iperf 3.12 (cJSON 1.7.15)\nLinux host 6.1.0 x86_64', '3.12'],
    ['iperf 3.7 (cJSON 1.5.2)', '3.7'],
    ['iperf 3.9', '3.9'],
    ['iperf 3.1.3', '3.1.3'],
    ['iperf 3.17.1 (cJSON 1.7.15)', '3.17.1'],
    ['iperf 3.9+ (cJSON 1.7.13)', '3.9', true],
    ['iperf 3.19.1+', '3.19.1', true],
    ['iperf 3.16-beta1 (cJSON 1.7.15)', '3.16 (pre-release)'],
    ['iperf 3.16-mt-beta3', '3.16 (pre-release)'],
    ['iperf 3.16~rc1', '3.16 (pre-release)'],
    ['iperf 3.12-1ubuntu2', '3.12'],
    ['warning: something\niperf 3.12\n', '3.12'],
    ['iperf version 2.1.9 (14 March 2023) pthreads', null],
    ['iperf3: command not found', null],
    ['iperf 3', null],
    ['iperf 99999.1', null],
    ['', null],
  ];
  for (const [text, wanted, isLater = false] of rows) {
    const version = parseVersion(text);
    t.equal(version === null ? null : formatVersion(version), wanted, text);
    t.equal(version?.isLater ?? false, isLater, text);
  }
  t.end();
});

test('the features of the build are those of its last line', (t) => {
  const version = parseVersion(fixture('3.12-version'));
  t.ok(version?.features.includes('authentication'));
  t.ok(version?.features.includes("support IPv4 don't fragment"));
  t.strictSame(parseVersion('iperf 3.12')?.features, []);
  t.end();
});

/** Returns the traits of a version, by name; `too-old` among them. */
function has(text: string): readonly string[] {
  const version = parseVersion(`iperf ${text}`);
  if (version === null) return ['no version'];
  const { acceptance, ...flags }: Iperf3Traits = traits(version);
  const names = Object.entries(flags).flatMap(([name, isSo]) => (isSo ? [name] : []));
  return acceptance === 'accepted' ? names : [acceptance, ...names];
}

test('each release brings what its notes say', (t) => {
  const rows: readonly (readonly [before: string, since: string, names: readonly string[]])[] = [
    ['3.9', '3.10', ['hasReceiveTimeout', 'hasSkewThreshold', 'tellsSendWindow']],
    ['3.10', '3.11', ['namesDirectionsApart', 'tellsUdpReceived']],
    ['3.12', '3.13', ['tellsBidirectional']],
    ['3.13', '3.14', ['exitCodeTellsFailure', 'countsLossWithOmit']],
    ['3.15', '3.16', ['hasThreadPerStream']],
    ['3.16', '3.17', ['hasJsonStream', 'padsWithOaep']],
    ['3.18', '3.19', ['hasControlKeepalive', 'exitsWellOnSignal']],
    ['3.19', '3.20', ['hasServerMaxDuration']],
    ['3.20', '3.21', ['countsTotalUdpLoss']],
    ['3.7', '3.9', []],
    ['3.21', '3.22', []],
  ];
  for (const [before, since, names] of rows) {
    const news = has(since).filter((name) => !has(before).includes(name));
    t.strictSame(news, names, `${since} after ${before}`);
  }
  t.end();
});

test('3.7 is the oldest that is accepted', (t) => {
  t.strictSame(has('3.7'), ['hasConnectTimeout', 'hasBidirectional']);
  t.strictSame(has('3.6'), ['too-old', 'hasConnectTimeout']);
  t.strictSame(has('3.1.3'), ['too-old']);
  t.strictSame(has('2.1'), ['too-old']);
  t.end();
});

test('a pre-release has what the release before it has, a patch and a new major all', (t) => {
  t.notOk(has('3.16-beta1').includes('hasThreadPerStream'));
  t.ok(has('3.16-beta1').includes('exitCodeTellsFailure'));
  t.ok(has('3.16.1').includes('hasThreadPerStream'));
  t.notOk(has('3.15+').includes('hasThreadPerStream'));
  t.strictSame(has('4.0'), has('3.21'));
  t.end();
});
