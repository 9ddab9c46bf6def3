import { menuPart, one } from './menuPart.ts'
import { potExtras, potHeat } from './options.ts'

export const pots = menuPart(1, 'pots', '锅底', 'Broths', [
  {
    _id: 'tallowpot',
    name: '老牛油红锅',
    nameEn: 'Beef tallow chilli broth',
    story: '郫县豆瓣慢炒四小时，麻得醇厚',
    specs: [
      { id: 'small', name: '小锅（2–3人）', fen: 58_00 },
      { id: 'large', name: '大锅（4–6人）', fen: 78_00 },
    ],
    optionGroups: [potHeat, potExtras],
    spiciness: 3,
    allergens: ['大豆', '小麦'],
    recommended: true,
  },
  {
    _id: 'splitpot',
    name: '鸳鸯锅',
    nameEn: 'Split pot, red and bone broth',
    story: '一半红汤一半筒骨汤，各吃各的',
    specs: [
      { id: 'small', name: '小锅（2–3人）', fen: 68_00 },
      { id: 'large', name: '大锅（4–6人）', fen: 88_00 },
    ],
    optionGroups: [potHeat, potExtras],
    spiciness: 2,
    allergens: ['大豆', '小麦'],
    recommended: true,
  },
  {
    _id: 'ninegridpot',
    name: '九宫格红锅',
    nameEn: 'Nine-grid chilli broth',
    story: '格子里火候不同，烫煮各有位置',
    specs: one(88_00, '锅'),
    optionGroups: [potHeat, potExtras],
    spiciness: 3,
    allergens: ['大豆', '小麦'],
  },
  {
    _id: 'mushroompot',
    name: '野生菌汤锅',
    nameEn: 'Wild mushroom broth',
    story: '老母鸡吊汤，牛肝菌鸡枞提鲜',
    specs: [
      { id: 'small', name: '小锅（2–3人）', fen: 78_00 },
      { id: 'large', name: '大锅（4–6人）', fen: 108_00 },
    ],
  },
  {
    _id: 'tomatopot',
    name: '番茄浓汤锅',
    nameEn: 'Tomato broth',
    story: '新疆番茄炒出沙，先喝汤再涮菜',
    specs: [
      { id: 'small', name: '小锅（2–3人）', fen: 56_00 },
      { id: 'large', name: '大锅（4–6人）', fen: 76_00 },
    ],
  },
  {
    _id: 'duckpot',
    name: '酸萝卜老鸭锅',
    nameEn: 'Old duck and pickled radish broth',
    story: '坛子酸萝卜炖老鸭，酸香开胃',
    specs: one(98_00, '锅'),
    daily: 20,
  },
])
