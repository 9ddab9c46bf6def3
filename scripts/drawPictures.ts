import { renderedFolder, renderPictures } from '@yundian/demo'

/** `npm run pictures`: draws the demo's pictures whose drawing changed, to be committed with it. */
console.log('drawing what changed; each picture takes most of a second …')
const drawn = await renderPictures(renderedFolder)
console.log(drawn.length === 0 ? 'every picture is as it is drawn today' : `drawn: ${drawn.join(', ')}`)
