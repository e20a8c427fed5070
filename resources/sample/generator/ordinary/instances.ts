// One item of RunInstances' responseElements.instancesSet, as EC2 logs it.
import type { Random } from '../base/random.ts';
import type { Json } from '../world/record.ts';

export interface Launched {
  id: string;
  type: string;
  image: string;
  /** ms since epoch UTC. */
  at: number;
  zone: string;
  index?: number;
  keyName?: string;
}

export function instance(random: Random, what: Launched): Json {
  const address = `172.31.${random.int(16, 47)}.${random.int(4, 250)}`;
  const region = what.zone.slice(0, -1);
  return {
    instanceId: what.id,
    imageId: what.image,
    currentInstanceBootMode: 'legacy-bios',
    instanceState: { code: 0, name: 'pending' },
    privateDnsName: `ip-${address.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`,
    keyName: what.keyName,
    amiLaunchIndex: what.index ?? 0,
    productCodes: {},
    instanceType: what.type,
    launchTime: what.at,
    placement: { availabilityZone: what.zone, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    subnetId: `subnet-${random.hex(17)}`,
    privateIpAddress: address,
    stateReason: { code: 'pending', message: 'pending' },
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: {},
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    sourceDestCheck: true,
    ebsOptimized: false,
    enaSupport: true,
  };
}
