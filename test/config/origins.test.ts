import { test } from 'tap';
import { layUnder } from '../../src/config/import/underlay.ts';
import { originsOf } from '../../src/config/origins.ts';
import { type ParsedConfig, parseConfig } from '../../src/config/settings.ts';

function parsed(text: string): ParsedConfig {
  const result = parseConfig({ file: 'preflight.yaml', text });
  if (!result.ok) throw new Error('no config');
  return result.config;
}

function listed(config: ParsedConfig): readonly string[] {
  return originsOf(config).map(({ value, setting, place }) => `${value} ${setting} ${place}`);
}

const TEXT = `cluster: { name: prod, endpoint: 'https://0a1b.gr7.eu-west-1.eks.amazonaws.com/', endpointMode: private }
networks:
  vpc: [10.20.0.0/16]
targets:
  kubernetesApi: ['10.20.1.10:6443', { host: api-b.example.com, port: 443 }]
peer: { host: 10.20.3.10, token: 'file:/etc/token' }
`;

test('addresses, networks and names have their line; words and secrets have none', (t) => {
  t.strictSame(listed(parsed(TEXT)), [
    '0a1b.gr7.eu-west-1.eks.amazonaws.com cluster.endpoint preflight.yaml:1',
    '10.20.0.0/16 networks.vpc[0] preflight.yaml:3',
    '10.20.1.10 targets.kubernetesApi[0] preflight.yaml:5',
    'api-b.example.com targets.kubernetesApi[1].host preflight.yaml:5',
  ]);
  t.end();
});

test('what another file fills in is said to be of that file', (t) => {
  const origin = { file: 'nodeConfig.yaml', line: 9, column: 5, path: 'spec.cluster.cidr' };
  const claim = (key: string, value: string) =>
    ({ setting: ['networks', key], value: [value], origins: [origin] }) as const;
  const claims = [claim('services', '172.20.0.0/16'), claim('vpc', '10.99.0.0/16')];
  const { config } = layUnder(parsed(TEXT), claims);
  const own = listed(config).filter((line) => line.includes('networks.'));
  t.strictSame(own, [
    '10.20.0.0/16 networks.vpc[0] preflight.yaml:3',
    '172.20.0.0/16 networks.services[0] nodeConfig.yaml:9',
  ]);
  t.end();
});

test('a hostile config gives a bounded list', (t) => {
  const many = Array.from({ length: 5000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  const text = `targets: { ping: [${many.join(', ')}, ${'x.'.repeat(200)}y] }`;
  t.equal(originsOf(parsed(text)).length, 500);
  t.strictSame(originsOf(parsed('networks: 3')), []);
  t.strictSame(originsOf(parsed('[1, 2]')), []);
  t.end();
});
