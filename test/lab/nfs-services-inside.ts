import { json } from 'node:stream/consumers';
import type { NfsTarget } from '#core/nfs-services.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createNfs } from '../../src/io/nfs/services.ts';

// Only the test beside this file writes to it.
const target = (await json(process.stdin)) as NfsTarget;
const nfs = createNfs(createDescriptors());
const startedMs = performance.now();
const services = await nfs.services(target, new AbortController().signal);
process.stdout.write(JSON.stringify({ services, tookMs: performance.now() - startedMs }));
