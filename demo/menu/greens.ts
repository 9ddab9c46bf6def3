import { halves, menuPart, one } from './menuPart.ts'

export const greens = menuPart(6, 'greens', '蔬菜菌菇', 'Greens and mushrooms', [
  {
    _id: 'peashoot',
    name: '豌豆尖',
    nameEn: 'Pea shoots',
    story: '川西冬春的鲜，烫三秒就捞',
    specs: halves(12_00, 20_00),
    daily: 25,
    recommended: true,
  },
  { _id: 'celtuce', name: '青笋条', nameEn: 'Celtuce', story: '脆嫩清甜，久煮不烂', specs: halves(8_00, 14_00) },
  { _id: 'lotus', name: '脆藕片', nameEn: 'Lotus root', story: '七孔脆藕，切片泡水去淀粉', specs: halves(8_00, 14_00) },
  {
    _id: 'potato',
    name: '土豆片',
    nameEn: 'Potato slices',
    story: '薄片脆口，多煮一会儿粉糯',
    specs: halves(7_00, 12_00),
  },
  {
    _id: 'babycabbage',
    name: '娃娃菜',
    nameEn: 'Baby cabbage',
    story: '菜心鲜甜，清汤里最出味',
    specs: halves(8_00, 14_00),
  },
  {
    _id: 'gongcai',
    name: '贡菜',
    nameEn: 'Crunchy mountain celtuce',
    story: '嚼起来咯吱响，又叫响菜',
    specs: halves(10_00, 18_00),
    recommended: true,
  },
  { _id: 'enoki', name: '金针菇', nameEn: 'Enoki mushrooms', story: '一把下锅，裹汤最香', specs: halves(8_00, 14_00) },
  {
    _id: 'woodear',
    name: '青川木耳',
    nameEn: 'Wood ear',
    story: '秦巴山里的小碗耳，厚实脆滑',
    specs: halves(9_00, 16_00),
  },
  {
    _id: 'mushroomplatter',
    name: '菌菇拼盘',
    nameEn: 'Mushroom platter',
    story: '五样鲜菌，先下锅给汤提鲜',
    specs: one(36_00),
  },
  {
    _id: 'widenoodle',
    name: '火锅宽粉',
    nameEn: 'Wide potato noodles',
    story: '红薯宽粉，滑溜耐煮',
    specs: halves(8_00, 14_00),
  },
])
