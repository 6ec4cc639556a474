import type { AwsEndpoint, AwsProtocol } from '../topology/aws.ts';

/** What nginx answers at one path; `$request_id` is nginx's own. */
export interface AwsAnswer {
  /** As in a `location`. */
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const REQUEST_ID = { 'x-amzn-RequestId': '$request_id' } as const;
const S3_ID = { 'x-amz-request-id': '$request_id' } as const;

/** Returns how a service of AWS answers a GET without credentials, path by path. */
export function answersOf({ name, speaks }: AwsEndpoint): readonly AwsAnswer[] {
  return ANSWERS[speaks](name);
}

/** What a service says that is overloaded, whatever it speaks otherwise. */
export const UNAVAILABLE: readonly AwsAnswer[] = [
  {
    ...{ path: '/', status: 503, type: 'application/json', headers: REQUEST_ID },
    body: JSON.stringify({ message: 'Service Unavailable' }),
  },
];

const ANSWERS: Readonly<Record<AwsProtocol, (name: string) => readonly AwsAnswer[]>> = {
  // AWS JSON 1.1 knows no GET.
  json: () => [
    {
      ...{ path: '/', status: 404, type: 'application/xml', headers: REQUEST_ID },
      body: '<UnknownOperationException/>',
    },
  ],
  rest: () => [
    {
      ...{ path: '/', status: 403, type: 'application/json' },
      headers: { ...REQUEST_ID, 'x-amzn-ErrorType': 'MissingAuthenticationTokenException' },
      body: JSON.stringify({ message: 'Missing Authentication Token' }),
    },
  ],
  query: () => [
    {
      ...{ path: '/', status: 403, type: 'text/xml', headers: REQUEST_ID },
      body: '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message></Error><RequestId>$request_id</RequestId></ErrorResponse>',
    },
  ],
  s3: () => [forbidden(S3_ID)],
  registry: (name) => [
    {
      ...{ path: '/v2/', status: 401, type: 'text/plain', body: 'Not Authorized' },
      headers: {
        'Docker-Distribution-Api-Version': 'registry/2.0',
        'Www-Authenticate': `Basic realm="https://${name}/",service="ecr.amazonaws.com"`,
      },
    },
  ],
  manifest: () => [
    {
      ...{ path: '= /manifest.yaml', status: 200, type: 'binary/octet-stream' },
      headers: { ...S3_ID, 'x-amz-cf-id': '$request_id' },
      body: 'supported_eks_releases:\n  - major_minor_version: "1.33"\n',
    },
    forbidden({ ...S3_ID, 'x-amz-cf-id': '$request_id' }),
  ],
};

function forbidden(headers: AwsAnswer['headers']): AwsAnswer {
  return {
    ...{ path: '/', status: 403, type: 'application/xml', headers },
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>$request_id</RequestId></Error>',
  };
}
