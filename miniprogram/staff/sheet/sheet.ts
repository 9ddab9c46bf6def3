import type { OwnerReplies, OwnerRequest } from '@yundian/contract'
import { askOwner, untilAnswered } from '../../services/house'
import { explain, refusedAs } from '../../wording'

const confirmColor = '#D2301A'

/** The owner takes the whole menu home as a spreadsheet, and brings it back: all of it or nothing. */
Page({
  data: {
    /** What is under way, in words; empty otherwise. */
    busy: '',
    result: '',
    problems: [] as string[],
  },

  exportXlsx() {
    return this.export('xlsx')
  },

  exportCsv() {
    return this.export('csv')
  },

  async export(format: OwnerRequest<'exportMenu'>['format']) {
    await this.work('正在导出…', async () => {
      const { name, base64 } = await untilAnswered(() => askOwner('exportMenu', { format }))
      const filePath = `${wx.env.USER_DATA_PATH}/${name}`
      await new Promise<void>((resolve, reject) => {
        wx.getFileSystemManager().writeFile({
          filePath,
          data: base64,
          encoding: 'base64',
          success: () => resolve(),
          fail: ({ errMsg }) => reject(new Error(errMsg)),
        })
      })
      await wx.shareFileMessage({ filePath, fileName: name })
      this.setData({ result: `已导出 ${name}` })
    })
  },

  async import() {
    const chosen = await wx
      .chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx', 'csv'] })
      .catch(() => undefined)
    const file = chosen?.tempFiles[0]
    if (!file) return
    await this.work('正在检查…', async () => {
      const base64 = await readBase64(file.path)
      const requestKey = `sheet-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
      const trial = await untilAnswered(() => askOwner('importMenu', { requestKey, base64, trial: true }))
      if (!(await agreed(file.name, trial))) return
      this.setData({ busy: '正在导入…' })
      const done = await untilAnswered(() => askOwner('importMenu', { requestKey, base64, trial: false }))
      const published =
        done.menuVersion === undefined
          ? '，但菜单里还有别的问题，暂时没有发布'
          : `，菜单第 ${done.menuVersion} 版已发布`
      this.setData({ result: `${changesOf(done)}${published}` })
    })
  },

  async work(busy: string, act: () => Promise<void>) {
    if (this.data.busy) return
    this.setData({ busy, result: '', problems: [] })
    try {
      await act()
    } catch (error) {
      const problems = refusedAs(error, 'wrong_sheet') ? error.details.problems : []
      this.setData({
        result: explain(error),
        problems: problems.map(({ line, column, words }) => `${line > 0 ? `第 ${line} 行 ` : ''}${column}：${words}`),
      })
    } finally {
      this.setData({ busy: '' })
    }
  },
})

function changesOf({ added, changed }: OwnerReplies['importMenu']): string {
  return added + changed === 0 ? '表格和现在的菜单一样' : `新增 ${added} 项，修改 ${changed} 项`
}

async function agreed(name: string, trial: OwnerReplies['importMenu']): Promise<boolean> {
  const { confirm } = await wx.showModal({
    title: `导入 ${name}？`,
    content: `${changesOf(trial)}。导入后顾客马上看到新菜单。`,
    confirmColor,
    confirmText: '导入',
  })
  return confirm
}

function readBase64(filePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}
