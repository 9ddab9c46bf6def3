import protobuf from 'protobufjs'

/** The two messages of `wx.openApi`; field numbers as wx-server-sdk 4 writes them. */
const schema = protobuf.Root.fromJSON({
  nested: {
    KeyValuePair: { fields: { key: { type: 'string', id: 1 }, value: { type: 'bytes', id: 2 } } },
    OpenApiData: { fields: { pairs: { rule: 'repeated', type: 'KeyValuePair', id: 1 } } },
    CommApiData: { fields: { apiType: { type: 'int32', id: 1 }, openapiData: { type: 'OpenApiData', id: 2 } } },
    CommOpenApiResp: {
      fields: {
        respData: { type: 'bytes', id: 1 },
        contentType: { type: 'string', id: 2 },
        errorCode: { type: 'int32', id: 3 },
        httpCode: { type: 'uint32', id: 4 },
      },
    },
  },
})
const request = schema.lookupType('CommApiData')
const response = schema.lookupType('CommOpenApiResp')

interface DecodedRequest {
  openapiData?: { pairs?: { key?: string; value?: Uint8Array }[] }
}

/** The arguments of a platform API call, by name (snake_case). Throws Error when the bytes are not such a call. */
export function decodeOpenApiRequest(bytes: Uint8Array): Record<string, unknown> {
  const decoded = request.toObject(request.decode(bytes)) as DecodedRequest
  const pairs = decoded.openapiData?.pairs ?? []
  return Object.fromEntries(pairs.map(({ key = '', value }) => [key, JSON.parse(Buffer.from(value ?? []).toString())]))
}

/** The answer of a platform API, as the SDK reads it; `errcode` other than 0 makes the SDK throw. */
export function encodeOpenApiResponse(answer: { errcode: number; errmsg: string }): Buffer {
  const message = { respData: Buffer.from(JSON.stringify(answer)), contentType: 'application/json', httpCode: 200 }
  return Buffer.from(response.encode(response.create(message)).finish())
}
