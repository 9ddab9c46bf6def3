import qrcode from 'qrcode-generator'

/** Pixels of a module, and modules of quiet margin, as scanners want it. */
const modulePx = 6
const margin = 4

/** A text as a QR code: the address of a picture that `image` shows. */
export function codePicture(text: string): string {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  return code.createDataURL(modulePx, margin * modulePx)
}
