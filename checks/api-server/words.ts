import type { Facts } from './facts.ts';

export const EXAMPLE: Facts = {
  ...{ address: '10.20.1.10', port: 443, cluster: 'prod', path: '/version' },
  name: '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com',
  ...{ end: 'it was answered', afterMs: 0, answer: '401 with application/json' },
  ...{ subject: 'CN=kube-apiserver', issuer: 'CN=kubernetes', authority: 'CN=kubernetes' },
  names: ['DNS:kubernetes.default.svc', 'IP Address:10.20.1.10'],
  ...{ notBefore: '2026-01-05T09:00:00.000Z', notAfter: '2027-01-05T09:00:00.000Z', days: 40 },
  ...{ objection: '', sha256: 'A1:B2:C3' },
};

export function who({ address, port, name }: Facts): string {
  return name === address ? `${address}:${port}` : `${address}:${port} as ${name}`;
}
