import type { EndpointMode } from '#core/site.ts';
import { type Field, openFields } from '#lib/fields/fields.ts';
import { quote } from '../problem.ts';
import { authenticationNote } from './authentication.ts';
import type { Claim, Imported } from './claim.ts';
import { claimsFrom, type Says } from './claims-of.ts';
import { problemsOf, type SourceDocument } from './document.ts';
import { endpointModeOf } from './endpoint-mode.ts';
import { requiredText } from './required.ts';
import { CIDR, CLUSTER_NAME, REGION } from './rules.ts';
import { CLUSTER_CONFIG, refuseOtherKind } from './wrong-kind.ts';

/** Reads the file that eksctl made the cluster of (https://eksctl.io/usage/schema/); what it leaves to eksctl is unknown. */
export function importEksctl(document: SourceDocument): Imported {
  const { root, faults } = openFields(document.tree.value);
  if (refuseOtherKind(root, CLUSTER_CONFIG)) {
    return { claims: [], problems: problemsOf(document, faults()), notes: [] };
  }
  const says = claimsFrom(document);
  const claims = [
    ...readMetadata(root.child('metadata'), says),
    ...readNetworks(root, says),
    ...readRemote(root.child('remoteNetworkConfig'), says),
  ];
  const mode = root.child('accessConfig').child('authenticationMode').text();
  const notes = authenticationNote(mode, `${document.file}: accessConfig.authenticationMode`);
  return { claims, problems: problemsOf(document, faults()), notes };
}

function readMetadata(metadata: Field, says: Says): readonly Claim[] {
  return [
    ...says(
      ['cluster', 'name'],
      metadata.child('name'),
      requiredText(metadata, 'name', CLUSTER_NAME),
    ),
    ...says(
      ['cluster', 'region'],
      metadata.child('region'),
      requiredText(metadata, 'region', REGION),
    ),
  ];
}

function readNetworks(root: Field, says: Says): readonly Claim[] {
  const vpc = root.child('vpc');
  const [primary, endpoints] = [vpc.child('cidr'), vpc.child('clusterEndpoints')];
  const services = root.child('kubernetesNetworkConfig').child('serviceIPv4CIDR');
  const cidr = primary.text(CIDR);
  return [
    ...says(['networks', 'vpc'], primary, cidr === undefined ? undefined : [cidr], {
      isPart: true,
    }),
    ...says(['networks', 'services'], services, services.text(CIDR)),
    ...says(['cluster', 'endpointMode'], endpoints, modeOf(endpoints)),
  ];
}

/** eksctl opens the public endpoint where its file does not say otherwise. */
function modeOf(endpoints: Field): EndpointMode | undefined {
  const [open, closed] = [endpoints.child('publicAccess'), endpoints.child('privateAccess')];
  if (!open.isPresent && !closed.isPresent) return undefined;
  const mode = endpointModeOf(open.flag() ?? true, closed.flag() ?? false);
  if (mode === undefined) {
    endpoints.refuse('has neither public nor private access', 'open one of the two');
  }
  return mode;
}

const PROVIDERS: Readonly<Record<string, string>> = { ssm: 'ssm', ira: 'iam-roles-anywhere' };

function readRemote(remote: Field, says: Says): readonly Claim[] {
  const provider = remote.child('iam').child('provider');
  const [nodes, pods] = [remote.child('remoteNodeNetworks'), remote.child('remotePodNetworks')];
  return [
    ...says(['components', 'credentials'], provider, providerOf(provider)),
    ...says(['networks', 'remoteNodes'], nodes, blocksOf(nodes)),
    ...says(['networks', 'remotePods'], pods, blocksOf(pods)),
    ...gatewayClaim(remote.child('vpcGatewayID'), says),
  ];
}

/** Defaults to SSM, in whichever case it is written. */
function providerOf(field: Field): string | undefined {
  const text = field.text();
  if (text === undefined) return undefined;
  const provider = PROVIDERS[text.toLowerCase()];
  if (provider === undefined) field.refuse(`${quote(text)} is no provider`, 'write ssm or ira');
  return provider;
}

function blocksOf(networks: Field): readonly string[] | undefined {
  const blocks = networks
    .entries()
    .flatMap((network) => network.child('cidrs').entries())
    .flatMap((block) => block.text(CIDR) ?? []);
  return blocks.length === 0 ? undefined : blocks;
}

/** A Transit Gateway bounds the link whatever is behind it; a virtual private gateway says nothing of it. */
function gatewayClaim(field: Field, says: Says): readonly Claim[] {
  const id = field.text();
  if (id === undefined) return [];
  if (!/^(tgw|vgw)-/.test(id)) {
    field.refuse(`${quote(id)} is no gateway`, 'write the id of one: tgw-… or vgw-…');
  }
  if (!id.startsWith('tgw-')) return [];
  return says(['transport', 'attachment'], field, 'transit-gateway', {
    inferred: 'vpcGatewayID is a Transit Gateway; what is behind it is not said',
  });
}
