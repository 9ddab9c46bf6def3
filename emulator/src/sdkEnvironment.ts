/**
 * The environment variables that send an unmodified wx-server-sdk or @cloudbase/node-sdk to this cloud (read in both
 * SDKs): the URL wins over the service's host; RUNENV keeps the SDK from asking for cloud metadata; the credentials
 * may be anything but empty.
 */
export function sdkEnvironment(url: string, envId: string, region: string): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: region,
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
  }
}
