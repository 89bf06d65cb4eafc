#pragma once
#include <QList>

#include "ui/settings/setting.h"

// Every setting of the console that has an effect today, once.
namespace mgc::ui::settings {

inline const Setting<QString> theme{"appearance.theme", QStringLiteral("system")};                 ///< system | light | dark | highContrast
inline const Setting<int> zoom{"appearance.zoom", 100};                                            ///< percent, 80..200
inline const Setting<QString> density{"appearance.density", QStringLiteral("standard")};           ///< standard | compact
inline const Setting<QString> interfaceFont{"appearance.interfaceFont", QStringLiteral("inter")};  ///< inter | system
inline const Setting<bool> reduceMotion{"appearance.reduceMotion", false};
inline const Setting<QString> startPage{"general.startPage", QStringLiteral("home")};  ///< home | last
inline const Setting<bool> startOnLaunch{"gateway.startOnLaunch", true};
inline const Setting<QString> gatewayHost{"gateway.host", QStringLiteral("127.0.0.1")};
inline const Setting<int> gatewayPort{"gateway.port", 8080};     ///< 0..65535, 0 picks a free one
inline const Setting<int> gatewayWorkers{"gateway.workers", 0};  ///< threads, 0 = one per core
inline const Setting<QString> gatewayCollector{"gateway.collector", QString()};  ///< OTLP/HTTP base address; "" exports nothing
inline const Setting<int> promptTimeout{"prompt.timeoutSeconds", 120};
inline const Setting<int> promptHistory{"prompt.historyLength", 100};
inline const Setting<int> burstTotal{"burst.total", 50};
inline const Setting<int> burstConcurrency{"burst.concurrency", 8};

/// Lowest and highest zoom in percent (WCAG 2.2 asks for 200).
inline constexpr int zoomMinimum = 80, zoomMaximum = 200, zoomStep = 10;

/// All of the above with their texts, in the order of the settings page.
[[nodiscard]] QList<SettingDescriptor> catalog();

}  // namespace mgc::ui::settings
