export { CHROMIUM_ARGUMENTS, findChromium } from './chromium.ts'
export { type CompiledProject, compileProject } from './compile/compileProject.ts'
export { type Preview, type PreviewOptions, startPreview } from './server.ts'
