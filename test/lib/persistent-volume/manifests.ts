import type { Volumes } from '#lib/persistent-volume/volume.ts';
import { volumesOf } from '#lib/persistent-volume/volumes.ts';
import { parseYamlDocuments } from '../../../src/config/yaml/documents.ts';

export function read(text: string): Volumes {
  const parsed = parseYamlDocuments(text);
  if (!parsed.ok) throw new Error(parsed.complaint.what);
  return volumesOf(parsed.documents.flatMap((document) => (document.ok ? [document.tree] : [])));
}

/** Says what is wrong, a line each. */
export function problems(text: string): readonly string[] {
  return read(text).problems.map(
    ({ line, column, path, what, expected }) => `${line}:${column} ${path}: ${what}: ${expected}`,
  );
}

export const IN_TREE = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity:
    storage: 5Gi
  accessModes: [ReadWriteMany]
  mountOptions:
    - hard
    - nfsvers=4.1
  nfs:
    server: 192.0.2.1
    path: /export
`;

export const BY_DRIVER = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: shared
spec:
  claimRef: { name: x, namespace: y }
  csi:
    driver: nfs.csi.k8s.io
    readOnly: true
    volumeHandle: nas##export##
    volumeAttributes:
      server: nas.example.com
      share: /export/
      subDir: /team/a
      mountOptions: soft
`;
