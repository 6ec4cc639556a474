import { join } from 'node:path';
import type { HostState } from '#core/host-state.ts';
import { withoutPasswords } from '#lib/host/proxy-setting.ts';
import { askHost } from './ask.ts';
import { listFolder, readText } from './files.ts';
import { readHardware } from './hardware.ts';
import { readKeyPair } from './key-pair.ts';
import { lookup } from './lookup.ts';
import { roomAt } from './room.ts';
import { openSockets } from './sockets.ts';

const PROXY_VARIABLE = /^(https?|no|all)_proxy$/i;

/** This machine. Tests hand in a folder that stands for its root. */
export function createHostState({ root = '/' } = {}): HostState {
  return {
    timeMs: () => Date.now(),
    read: (path) => readText(join(root, path)),
    list: (folder) => listFolder(join(root, folder)),
    ask: askHost,
    hardware: readHardware,
    room: (path) => roomAt(root, path),
    sockets: () => openSockets(join(root, 'proc')),
    keyPair: ({ certificate, key }) => readKeyPair(join(root, certificate), join(root, key)),
    lookup,
    proxyEnvironment: () => proxyVariables(process.env),
    isRoot: process.getuid?.() === 0,
  };
}

function proxyVariables(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) =>
      PROXY_VARIABLE.test(name) ? [[name, withoutPasswords(value)]] : [],
    ),
  );
}
