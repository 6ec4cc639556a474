import type { StoragePlan } from '#core/storage.ts';
import { createStorage } from '../../src/io/storage/storage.ts';

// A program that does one test of storage, to be killed in the middle of it.

const plan = JSON.parse(process.env['STORAGE_PLAN'] ?? '') as StoragePlan;
const { signal } = new AbortController();
const run = await createStorage().run(plan, (_, note) => process.stdout.write(`${note}\n`), signal);
process.stdout.write(`${JSON.stringify(run)}\n`);
