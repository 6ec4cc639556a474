import { addressOf } from '../topology/hosts.ts';
import { answering, NGINX, nginxSetup } from './nginx.ts';
import { defineService } from './service.ts';

const PORT = 10_250;

/** Its presence is all that the API needs of it here. Only a host that has joined has one: faults start it. */
export const kubelet = defineService({
  name: 'kubelet',
  host: 'host',
  title: 'nginx, as the kubelet',
  program: NGINX,
  healthy: null,
  setup: (place) =>
    nginxSetup(place, {
      address: addressOf('host'),
      port: PORT,
      certificate: 'api',
      locations: [answering('/', 401, 'Unauthorized')],
    }),
});
