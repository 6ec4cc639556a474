/** One partition of AWS: where its names end, and by whom its certificates are issued where the world's are not. */
export type Partition = { readonly name: string; readonly suffix: string };

/** By the beginning of a region's name, the longest first (aws/eks-hybrid, internal/aws/partition.go). */
const PARTITIONS: readonly (readonly [prefix: string, partition: Partition])[] = [
  ['us-isob-', { name: 'aws-iso-b', suffix: 'sc2s.sgov.gov' }],
  ['us-isof-', { name: 'aws-iso-f', suffix: 'csp.hci.ic.gov' }],
  ['eu-isoe-', { name: 'aws-iso-e', suffix: 'cloud.adc-e.uk' }],
  ['us-isoe-', { name: 'aws-iso-e', suffix: 'cloud.adc-e.uk' }],
  ['us-iso-', { name: 'aws-iso', suffix: 'c2s.ic.gov' }],
  ['us-gov-', { name: 'aws-us-gov', suffix: 'amazonaws.com' }],
  ['eusc-', { name: 'aws-eusc', suffix: 'amazonaws.eu' }],
  ['cn-', { name: 'aws-cn', suffix: 'amazonaws.com.cn' }],
];

export function partitionOf(region: string): Partition {
  const found = PARTITIONS.find(([prefix]) => region.startsWith(prefix));
  return found?.[1] ?? { name: 'aws', suffix: 'amazonaws.com' };
}

/** Whose account the images of EKS lie in (https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html). */
const USUAL_ACCOUNT = '602401143452';
const ACCOUNTS: Readonly<Record<string, string>> = {
  'af-south-1': '877085696533',
  'ap-east-1': '800184023465',
  'ap-south-2': '900889452093',
  'ap-southeast-3': '296578399912',
  'ap-southeast-4': '491585149902',
  'ca-west-1': '761377655185',
  'eu-central-2': '900612956339',
  'eu-south-1': '590381155156',
  'eu-south-2': '455263428931',
  'il-central-1': '066635153087',
  'me-central-1': '759879836304',
  'me-south-1': '558608220178',
  'us-gov-east-1': '151742754352',
  'us-gov-west-1': '013241004608',
  'cn-north-1': '918309763551',
  'cn-northwest-1': '961992271922',
};

export function ecrAccountOf(region: string): string {
  return ACCOUNTS[region] ?? USUAL_ACCOUNT;
}
