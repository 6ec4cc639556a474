import type { JsonSchema } from '#core/json.ts';
import { REQUIRED_BY_DEFAULT } from './port-entry.ts';
import { PORTS } from './port-table.ts';

const ENTRY = { enum: PORTS.map(({ id }) => id) };

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    required: {
      type: 'array',
      description: 'Entries of the port table whose failure fails the run; others warn.',
      items: ENTRY,
      default: REQUIRED_BY_DEFAULT,
    },
    exclude: {
      type: 'array',
      description: 'Entries of the port table that are not looked at.',
      items: ENTRY,
      default: [],
    },
    extra: {
      type: 'array',
      description: 'Targets of one’s own; all are required.',
      default: [],
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'port'],
        properties: {
          name: { type: 'string', minLength: 1, description: 'What it is.' },
          host: {
            type: 'string',
            format: 'host',
            description:
              'An IPv4 address or a host name that serves it. Without one, the peer and this host listen for each other.',
          },
          port: {
            type: ['integer', 'string'],
            minimum: 1,
            maximum: 65535,
            format: 'port-range',
            description: 'Its port, or a range of ports.',
            examples: ['30000-30999'],
          },
          protocol: { enum: ['tcp', 'udp'], description: 'Its protocol.', default: 'tcp' },
          direction: {
            enum: ['to-aws', 'to-on-prem', 'both'],
            description: 'Which way it is opened; what comes from AWS is measured by the peer.',
            default: 'to-aws',
          },
        },
      },
    },
    timeoutMs: {
      type: 'integer',
      description:
        'How long a port may stay silent, in milliseconds. The default outlasts the 3.1 s after which a router reports a host that answers no ARP.',
      minimum: 200,
      maximum: 60000,
      default: 3500,
    },
  },
};
