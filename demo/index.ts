export { drawCategory, drawDish } from './pictures/drawDish.ts'
export { drawLogo } from './pictures/drawLogo.ts'
export { renderedFolder, renderPictures } from './pictures/render.ts'
export { demoRestaurant } from './restaurant.ts'
