/** What the demo can break, one thing a name. */
export const FAULTS = {
  'port-closed': 'nothing listens on the second API ENI: its connections are refused',
  'port-silent': 'the second API ENI answers no SYN, as behind a firewall that drops',
  'resolver-dead': 'one of the two inbound resolver addresses is gone',
  'resolver-refused': 'one inbound resolver address answers REFUSED',
  'wrong-answer-class': 'the private API endpoint resolves to public addresses',
  'vpc-forwarding-missing': 'the resolver of the VPC does not forward on-premises names',
  'clock-wrong': 'this host’s clock and its time server are ten minutes apart',
  'tls-interception': 'a proxy decrypts TLS to the second API ENI',
  'api-certificate-expired': 'the certificate of the second API ENI has expired',
  'api-unhealthy': 'the second API ENI says that it is not well',
  'cidr-overlap': 'the pod network lies inside the VPC',
} as const;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];
