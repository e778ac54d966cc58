"""Fields of technology, as codes with their names: what a firm offers and a project owner looks for."""

from __future__ import annotations

from gyoryu.base.names import Names

FIELDS: dict[str, Names] = {
    "air": Names("대기오염 방지", "大气污染防治", "Air pollution control"),
    "odour": Names("악취·VOCs 저감", "恶臭及VOCs治理", "Odour and VOC abatement"),
    "water": Names("수처리·하폐수", "水处理与污水", "Water and waste-water treatment"),
    "sludge": Names("슬러지 처리", "污泥处理", "Sludge treatment"),
    "waste": Names("폐기물 처리", "固体废物处理", "Waste treatment"),
    "recycling": Names("재활용·순환자원", "资源循环利用", "Recycling and circular materials"),
    "soil": Names("토양·지하수 정화", "土壤与地下水修复", "Soil and groundwater remediation"),
    "monitoring": Names("환경 측정·분석", "环境监测与分析", "Environmental monitoring"),
    "carbon": Names("탄소중립·기후", "碳中和与气候", "Carbon and climate"),
    "energy": Names("재생에너지·에너지효율", "可再生能源与节能", "Renewable energy and efficiency"),
    "materials": Names("녹색 소재·부품·장비", "绿色材料、零部件与装备", "Green materials, parts and equipment"),
    "city_platform": Names("스마트시티 플랫폼·데이터", "智慧城市平台与数据", "Smart city platforms and data"),
    "city_mobility": Names("스마트 교통·모빌리티", "智慧交通", "Smart mobility"),
    "city_safety": Names("도시 안전·방재", "城市安全与防灾", "Urban safety"),
    "city_building": Names("스마트 건축·도시개발", "智慧建筑与城市开发", "Smart building and urban development"),
    "city_water": Names("스마트 물관리", "智慧水务", "Smart water management"),
    "other": Names("기타", "其他", "Other"),
}
