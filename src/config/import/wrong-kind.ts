import type { Field } from '#lib/fields/fields.ts';
import { quote } from '../problem.ts';

export interface DocumentKind {
  readonly apiVersion: string;
  readonly kind: string;
}

export const NODE_CONFIG: DocumentKind = {
  apiVersion: 'node.eks.aws/v1alpha1',
  kind: 'NodeConfig',
};
export const CLUSTER_CONFIG: DocumentKind = {
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
};

const OPTIONS: Readonly<Record<string, string>> = {
  NodeConfig: '--node-config',
  ClusterConfig: '--eksctl',
};

/** Refuses a document of another kind, once; nothing else in it then means anything. Returns whether it did. */
export function refuseOtherKind(root: Field, wanted: DocumentKind): boolean {
  return (['kind', 'apiVersion'] as const).some((name) => refusesOther(root, name, wanted));
}

function refusesOther(root: Field, name: keyof DocumentKind, wanted: DocumentKind): boolean {
  const field = root.child(name);
  const text = field.text();
  if (text === wanted[name]) return false;
  // What is mistyped is refused already.
  if (text === undefined && field.isPresent) return true;
  const what = text === undefined ? `${name} is missing` : `${quote(text)} is not ${wanted[name]}`;
  const option = name === 'kind' ? OPTIONS[text ?? ''] : undefined;
  const advice =
    option === undefined
      ? `a ${wanted.kind} with apiVersion: ${wanted.apiVersion}`
      : `this file with ${option}`;
  field.refuse(what, `hand in ${advice}`);
  return true;
}
