import type { GatewayAttachmentFact, VirtualInterfaceFact } from '#core/aws-facts.ts';
import type { Finding } from '#core/finding.ts';
import { placeOf } from '#lib/aws-paths/place.ts';
import { say } from './messages.ts';
import type { AttachmentsTarget, DirectConnectTarget } from './target.ts';

const CARRIES: readonly string[] = ['available', 'modifying'];

/** Of the links only one must be up; those of VPCs are judged with the routes that lead there. */
export function judgeAttachments({ attachments }: AttachmentsTarget): readonly Finding[] {
  const links = attachments.filter(({ resourceType }) => resourceType !== 'vpc');
  const isUp = ({ state }: GatewayAttachmentFact) => state !== null && CARRIES.includes(state);
  const down = links.filter((link) => !isUp(link) && link.state !== 'deleted');
  const facts = down.map(({ id, resourceType, state, from, gatewayId }) => ({
    ...{ attachment: id, resourceType, gateway: gatewayId ?? 'the Transit Gateway' },
    ...{ state: state ?? 'not told', place: placeOf(from) },
  }));
  const untold = facts.filter(({ state }) => state === 'not told');
  const told = facts.filter(({ state }) => state !== 'not told');
  const verdict = links.some(isUp) ? say.attachmentIdle : say.attachmentDown;
  return [...told.map(verdict), ...untold.map(say.attachmentUntold)];
}

/** The most that any kind of virtual interface carries beyond 1500: what transit ones and the API's newer text name. */
const JUMBO_BYTES = 8500;

export function judgeDirectConnect({
  interfaces,
  requiredMtuBytes,
}: DirectConnectTarget): readonly Finding[] {
  const carrying = interfaces.filter(isCarrying);
  const verdict = carrying.length > 0 ? say.oneVirtualInterfaceDown : say.virtualInterfaceDown;
  return interfaces.flatMap((one): readonly Finding[] => {
    const known = { virtualInterface: one.id, type: one.type, place: placeOf(one.from) };
    if (one.state === null) return [say.virtualInterfaceUntold(known)];
    if (!isCarrying(one)) return [verdict({ ...known, state: stateOf(one) })];
    return mtuOf(one, requiredMtuBytes);
  });
}

function isCarrying({ state, bgp }: VirtualInterfaceFact): boolean {
  return state === 'available' && (bgp.length === 0 || bgp.includes('up'));
}

function stateOf({ state, bgp }: VirtualInterfaceFact): string {
  return state === 'available' ? `available, its BGP ${bgp.join(' and ')}` : (state ?? '');
}

function mtuOf(one: VirtualInterfaceFact, requiredBytes: number): readonly Finding[] {
  const { id, type, mtuBytes, from } = one;
  if (mtuBytes === null || mtuBytes >= requiredBytes) return [];
  const facts = { virtualInterface: id, type, mtuBytes, requiredBytes, place: placeOf(from) };
  return [mtuBytes >= JUMBO_BYTES ? say.mtuOfType(facts) : say.mtuTooSmall(facts)];
}
