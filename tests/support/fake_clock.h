#pragma once
#include <map>

#include "base/clock.h"

namespace mgc::test {

/// Stands still until advance(). Sleepers are resumed in the order of their due times, on the caller of advance().
class FakeClock : public Clock {
public:
    explicit FakeClock(Instant start);
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] Task<void> sleep(Duration duration) override;
    void advance(Duration duration);

private:
    Instant m_now;
    std::multimap<Instant, std::coroutine_handle<>> m_sleepers;
};

}  // namespace mgc::test
