import { admitOwner, serve } from '@yundian/platform'
import { exportMenu } from './exportMenu.ts'
import { importMenu } from './importMenu.ts'

export const main = serve(admitOwner(), { exportMenu, importMenu })
