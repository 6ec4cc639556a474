import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Json } from '#core/json.ts';
import { signedFor } from './aws-signature.ts';
import { ec2Answer, ec2Error } from './aws-xml.ts';

type Answer = Readonly<Record<string, Json>>;

/** One request, as its protocol has it. */
export interface AwsRequestSeen {
  /** `ec2:DescribeVpcs` */
  readonly action: string;
  readonly region: string;
  readonly input: Readonly<Record<string, string>>;
}

/** What the stand-in does instead of answering; null leaves it silent. */
export type Trouble =
  { readonly status: number; readonly code: string; readonly message?: string } | 'silent';

export interface FakeAws {
  readonly url: string;
  readonly seen: readonly AwsRequestSeen[];
  close(): Promise<void>;
}

export interface FakeAwsOptions {
  /** by action, or `*` */
  readonly trouble?: Readonly<Record<string, Trouble>>;
  /** entries a page of the lists that AWS pages */
  readonly pageSize?: number;
  readonly answers?: Readonly<Record<string, Answer>>;
}

/** The member that each action's answer has, as the saved answers have it. */
const MEMBERS: Readonly<Record<string, string>> = {
  'eks:DescribeCluster': 'cluster',
  'ec2:DescribeVpcs': 'Vpcs',
  'ec2:DescribeSubnets': 'Subnets',
  'ec2:DescribeRouteTables': 'RouteTables',
  'ec2:DescribeSecurityGroups': 'SecurityGroups',
  'ec2:DescribeNetworkAcls': 'NetworkAcls',
  'ec2:DescribeNetworkInterfaces': 'NetworkInterfaces',
  'ec2:DescribeTransitGatewayAttachments': 'TransitGatewayAttachments',
  'ec2:SearchTransitGatewayRoutes': 'Routes',
  'ec2:DescribeVpnGateways': 'VpnGateways',
  'ec2:DescribeVpnConnections': 'VpnConnections',
  'route53resolver:ListResolverEndpoints': 'ResolverEndpoints',
  'route53resolver:ListResolverEndpointIpAddresses': 'IpAddresses',
  'route53resolver:ListResolverRules': 'ResolverRules',
  'directconnect:DescribeVirtualInterfaces': 'virtualInterfaces',
};

export const ACTIONS = Object.keys(MEMBERS);

/** These AWS answers whole. */
const UNPAGED = ['ec2:DescribeVpnGateways', 'ec2:DescribeVpnConnections'];

/** Starts a stand-in for four services of AWS on loopback, which answers what a folder of saved answers holds. */
export async function startFakeAws(
  folder: string,
  { trouble = {}, pageSize = 1000, answers = {} }: FakeAwsOptions = {},
): Promise<FakeAws> {
  const saved = { ...savedAnswers(folder), ...answers };
  const seen: AwsRequestSeen[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const asked = requestOf(request, body);
      if (asked === undefined) {
        send(response, 'eks', { status: 403, code: 'InvalidSignatureException' });
        return;
      }
      seen.push(asked);
      const found = trouble[asked.action] ?? trouble['*'];
      if (found === 'silent') return;
      if (found !== undefined) send(response, asked.action, found);
      else answer(response, asked, { whole: saved[asked.action] ?? {}, pageSize });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function savedAnswers(folder: string): Readonly<Record<string, Answer>> {
  const all = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Answer,
  );
  return Object.fromEntries(
    Object.entries(MEMBERS).map(([action, member]) => [
      action,
      all.find((one) => member in one) ?? {},
    ]),
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Each protocol says in another place what is asked; undefined where it is not signed for that service. */
function requestOf(request: IncomingMessage, body: string): AwsRequestSeen | undefined {
  const signed = signedFor(request, body);
  if (signed === undefined) return undefined;
  const { service, region } = signed;
  const read = PROTOCOLS[service];
  const asked = request.method === (service === 'eks' ? 'GET' : 'POST') && read?.(request, body);
  return asked
    ? { action: `${service}:${asked.operation}`, region, input: asked.input }
    : undefined;
}

interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, string>>;
}

type Protocol = (request: IncomingMessage, body: string) => Asked | undefined;

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  eks: ({ url = '' }) => {
    const name = /^\/clusters\/([^/]+)$/.exec(url)?.[1];
    return name === undefined ? undefined : { operation: 'DescribeCluster', input: { name } };
  },
  ec2: (_, body) => {
    const { Action = '', Version, ...input } = Object.fromEntries(new URLSearchParams(body));
    return Version === '2016-11-15' ? { operation: Action, input } : undefined;
  },
  route53resolver: json('Route53Resolver'),
  directconnect: json('OvertureService'),
};

/** AWS JSON 1.1 */
function json(target: string): Protocol {
  return ({ headers }, body) => {
    const [service, operation = ''] = String(headers['x-amz-target']).split('.');
    const isRight = headers['content-type'] === 'application/x-amz-json-1.1' && service === target;
    const input = JSON.parse(body) as Asked['input'];
    return isRight ? { operation, input } : undefined;
  };
}

function answer(
  response: ServerResponse,
  { action, input }: AwsRequestSeen,
  { whole, pageSize }: { readonly whole: Answer; readonly pageSize: number },
): void {
  const page = pageOf(whole, { action, pageSize, token: input['NextToken'] ?? input['nextToken'] });
  const isXml = action.startsWith('ec2:');
  // EKS gives times as seconds since 1970; the CLI prints them as text.
  const wire = JSON.stringify(page, (key, value: unknown) =>
    key === 'createdAt' ? Date.parse(String(value)) / 1000 : value,
  );
  response.writeHead(200, { 'content-type': isXml ? 'text/xml' : 'application/json' });
  response.end(isXml ? ec2Answer(action.slice(4), page) : wire);
}

function pageOf(
  whole: Answer,
  {
    action,
    pageSize,
    token = '0',
  }: { readonly action: string; readonly pageSize: number; readonly token: string | undefined },
): Answer {
  const member = MEMBERS[action] ?? '';
  const list = whole[member];
  if (!Array.isArray(list) || UNPAGED.includes(action)) return whole;
  const start = Number(token);
  const key = action.startsWith('directconnect') ? 'nextToken' : 'NextToken';
  const next = start + pageSize < list.length ? { [key]: String(start + pageSize) } : {};
  // The list is JSON, and so is a part of it.
  return { ...whole, [member]: list.slice(start, start + pageSize) as Json, ...next };
}

function send(
  response: ServerResponse,
  action: string,
  { status, code, message = 'no' }: Exclude<Trouble, string>,
): void {
  if (action.startsWith('ec2:')) {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(ec2Error(code, message));
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ __type: code, message }));
}
