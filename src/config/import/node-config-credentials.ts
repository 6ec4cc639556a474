import type { Field } from '#lib/fields/fields.ts';
import type { Claim } from './claim.ts';
import type { Says } from './claims-of.ts';
import { requiredText } from './required.ts';
import { ABSOLUTE_PATH, arnRule } from './rules.ts';

/** Reads how the node gets its AWS credentials: nodeadm wants one way, and no more. */
export function readCredentials(spec: Field, says: Says): readonly Claim[] {
  const hybrid = spec.child('hybrid');
  const [ssm, anywhere] = [hybrid.child('ssm'), hybrid.child('iamRolesAnywhere')];
  if (ssm.isPresent && anywhere.isPresent) {
    anywhere.refuse(
      'stands beside ssm',
      'keep one of the two: a node has one source of credentials',
      'key',
    );
  }
  if (!ssm.isPresent && !anywhere.isPresent) {
    hybrid.refuse('names no credentials', 'add ssm or iamRolesAnywhere');
    return [];
  }
  if (ssm.isPresent) readActivation(ssm);
  if (anywhere.isPresent) readRolesAnywhere(anywhere);
  const isSsm = ssm.isPresent;
  const kind = isSsm ? 'ssm' : 'iam-roles-anywhere';
  return says(['components', 'credentials'], isSsm ? ssm : anywhere, kind);
}

/** API_CreateActivation: 20 to 250 characters. */
const CODE_LENGTH = { least: 20, most: 250 } as const;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Looks at the shape of both, and quotes neither: they are easily swapped, and one of them is a secret. */
function readActivation(ssm: Field): void {
  const { length = CODE_LENGTH.least } = requiredText(ssm, 'activationCode') ?? {};
  if (length < CODE_LENGTH.least || length > CODE_LENGTH.most) {
    ssm
      .child('activationCode')
      .refuse(
        `has ${length} characters`,
        `an activation code has ${CODE_LENGTH.least} to ${CODE_LENGTH.most}`,
      );
  }
  const id = requiredText(ssm, 'activationId');
  if (id === undefined || UUID.test(id)) return;
  const example = 'write the id that "aws ssm create-activation" printed, a UUID';
  ssm.child('activationId').refuse('is no UUID', example);
}

/** The longest name of a node that the certificate's session name allows. */
const LONGEST_NODE_NAME = 64;

function readRolesAnywhere(anywhere: Field): void {
  const name = requiredText(anywhere, 'nodeName');
  if (name !== undefined && name.length > LONGEST_NODE_NAME) {
    const expected = `use at most ${LONGEST_NODE_NAME}: it becomes the name of the session`;
    anywhere.child('nodeName').refuse(`has ${name.length} characters`, expected);
  }
  const anchor = requiredText(anywhere, 'trustAnchorArn', arnRule('rolesanywhere', 'trust-anchor'));
  const profile = requiredText(anywhere, 'profileArn', arnRule('rolesanywhere', 'profile'));
  requiredText(anywhere, 'roleArn', arnRule('iam', 'role'));
  anywhere.child('certificatePath').text(ABSOLUTE_PATH);
  anywhere.child('privateKeyPath').text(ABSOLUTE_PATH);
  const [home, other] = [anchor, profile].map((arn) => arn?.split(':')[3]);
  if (home === undefined || other === undefined || home === other) return;
  anywhere
    .child('profileArn')
    .refuse(`is in ${other}, and the trust anchor in ${home}`, 'use a profile of the same region');
}
