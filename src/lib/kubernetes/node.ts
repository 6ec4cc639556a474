import { fieldsOf, type Fields, flagOf, isFields, listOf, textOf } from '../json/fields.ts';
import { sanitise } from '../text/sanitise.ts';

export type NodeCondition = {
  readonly type: string;
  /** True, False or Unknown */
  readonly status: string;
  readonly reason: string;
  readonly message: string;
};

/** What the API says of a node, as far as it bears on its health. */
export type NodeFacts = {
  readonly name: string;
  readonly conditions: readonly NodeCondition[];
  readonly isUnschedulable: boolean;
  /** Its label eks.amazonaws.com/compute-type. */
  readonly computeType: string | null;
  readonly internalAddresses: readonly string[];
  readonly kubeletVersion: string | null;
};

const COMPUTE_TYPE = 'eks.amazonaws.com/compute-type';

/** Kubernetes has five, network plugins and monitors add some. */
const MOST_CONDITIONS = 32;
const MOST_ADDRESSES = 16;
const MOST_CHARACTERS = 300;

/** Reads a Node (v1) as the API has it; null for anything else. */
export function readNode(text: string): NodeFacts | null {
  const node = parsed(text);
  const name = textOf(fieldsOf(node, 'metadata'), 'name');
  if (textOf(node, 'kind') !== 'Node' || name === null) return null;
  const status = fieldsOf(node, 'status');
  return {
    name: short(name),
    conditions: listOf(status, 'conditions').slice(0, MOST_CONDITIONS).map(conditionOf),
    isUnschedulable: flagOf(fieldsOf(node, 'spec'), 'unschedulable') === true,
    computeType: shortOf(fieldsOf(fieldsOf(node, 'metadata'), 'labels'), COMPUTE_TYPE),
    internalAddresses: listOf(status, 'addresses')
      .filter((one) => textOf(one, 'type') === 'InternalIP')
      .flatMap((one) => shortOf(one, 'address') ?? [])
      .slice(0, MOST_ADDRESSES),
    kubeletVersion: shortOf(fieldsOf(status, 'nodeInfo'), 'kubeletVersion'),
  };
}

export function conditionNamed({ conditions }: NodeFacts, type: string): NodeCondition | undefined {
  return conditions.find((condition) => condition.type === type);
}

function parsed(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {}; // what is no JSON is no node
  }
}

function conditionOf(fields: Fields): NodeCondition {
  const text = (key: string): string => shortOf(fields, key) ?? '';
  return {
    type: text('type'),
    status: text('status'),
    reason: text('reason'),
    message: text('message'),
  };
}

function shortOf(fields: Fields, key: string): string | null {
  const value = textOf(fields, key);
  return value === null ? null : short(value);
}

function short(text: string): string {
  const line = sanitise(text.slice(0, 4 * MOST_CHARACTERS)).replaceAll(/\s+/g, ' ');
  return line.trim().slice(0, MOST_CHARACTERS).toWellFormed();
}
