import { restoreCart } from './cart'
import { config } from './config'
import { openLanguage } from './services/chosenLanguage'
import { openShelf } from './services/shelf'
import { returnToTable } from './services/table'
import { visit, visitFrom } from './visit'

App({
  onLaunch() {
    wx.cloud.init({ env: config.env, traceUser: false })
    openLanguage()
    openShelf()
    restoreCart()
    void returnToTable()
  },
  onShow({ query }) {
    const came = visitFrom(query)
    if (came) visit.set(came)
  },
})
