#include "gateway/net/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <filesystem>

#include "gateway/net/asio_socket.h"
#include "gateway/net/tcp_stream.h"

namespace mgc::gateway::net {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;

struct TlsContext::Impl {
    ssl::context context{ssl::context::tls};
};

TlsContext::TlsContext() : m_impl(std::make_unique<Impl>()) {
    m_impl->context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                                ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    // An idle connection gives its 34 KiB of record buffers back.
    SSL_CTX_set_mode(m_impl->context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
}

TlsContext::~TlsContext() = default;

namespace {

int acceptAnyCertificate(int, X509_STORE_CTX*) { return 1; }

/// Chain faults pass, a wrong name does not: the backend entity said "do not validate the chain, but the name".
int acceptChainFaults(int preverified, X509_STORE_CTX* store) {
    if (preverified == 1) return 1;
    const int error = X509_STORE_CTX_get_error(store);
    return error == X509_V_ERR_HOSTNAME_MISMATCH || error == X509_V_ERR_IP_ADDRESS_MISMATCH ? 0 : 1;
}

Error configurationError(std::string_view what, const boost::system::error_code& error) {
    return {"InvalidTlsConfiguration", std::string(what) + ": " + error.message()};
}

/// True where OpenSSL finds an authority by the hash of its name (c_rehash's links, "5ed36f99.0").
bool isHashedFolder(const char* folder) {
    std::error_code none;
    for (std::filesystem::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none)) {
        const std::string name = entry->path().filename().string();
        if (name.size() >= 10 && name[8] == '.' && name.find_first_not_of("0123456789abcdef") == 8) return true;
    }
    return false;
}

/// The system's folder of authorities, read one by one when a chain needs them. Its bundle of all of them costs 50 ms and megabytes at
/// every start, so it is read only where there is no such folder or the environment names one.
bool useSystemAuthorities(SSL_CTX* context) {
    const char* folder = std::getenv(X509_get_default_cert_dir_env());
    if (folder == nullptr) folder = X509_get_default_cert_dir();
    if (std::getenv(X509_get_default_cert_file_env()) != nullptr || !isHashedFolder(folder))
        return SSL_CTX_set_default_verify_paths(context) == 1;
    return SSL_CTX_set_default_verify_dir(context) == 1;
}

/// Puts certificate, intermediates and key on one connection. What cannot be read is left out: the server then refuses the handshake.
void useCertificate(SSL* native, const http::ClientCertificate& certificate) {
    using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;
    const auto reading = [](const std::string& text) {
        return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free);
    };
    const Memory chain = reading(certificate.chainPem);
    const Memory keyText = reading(certificate.privateKeyPem);
    bool first = true;
    while (X509* each = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr)) {
        if (first)
            SSL_use_certificate(native, each);
        else
            SSL_add1_chain_cert(native, each);
        first = false;
        X509_free(each);
    }
    if (EVP_PKEY* key = PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr)) {
        SSL_use_PrivateKey(native, key);
        EVP_PKEY_free(key);
    }
    ERR_clear_error();
}

class AsioTlsStream final : public TlsStream {
public:
    AsioTlsStream(Socket socket, const TlsContext& context, ssl::stream_base::handshake_type side)
        : m_state(std::make_shared<State>(std::move(socket), context.impl().context)), m_side(side) {}

    [[nodiscard]] SSL* native() const { return m_state->stream.native_handle(); }

    void startHandshake(Completion& done) override {
        m_state->stream.async_handshake(m_side, [state = m_state, this, &done](const boost::system::error_code& error) {
            if (error) m_failure = describe(error);
            done.complete(toStandard(error), 0);
        });
    }
    void startRead(std::span<char> into, Completion& done) override {
        m_state->stream.async_read_some(asio::buffer(into.data(), into.size()),
                                        [state = m_state, &done](const boost::system::error_code& error, std::size_t bytes) {
                                            done.complete(toStandard(error), bytes);
                                        });
    }
    std::size_t writeNow(std::span<const std::string_view>, std::error_code&) override { return 0; }
    void startWrite(std::string_view data, Completion& done) override {
        asio::async_write(m_state->stream, asio::buffer(data.data(), data.size()),
                          [state = m_state, &done](const boost::system::error_code& error, std::size_t bytes) {
                              done.complete(toStandard(error), bytes);
                          });
    }
    void shutdownWrite() override {
        m_state->stream.async_shutdown([state = m_state](const boost::system::error_code&) {
            boost::system::error_code ignored;
            state->stream.next_layer().shutdown(asio::socket_base::shutdown_send, ignored);
        });
    }
    void abort() override { close(); }  // without close_notify, which clients take for a truncation
    void close() override {
        boost::system::error_code ignored;
        m_state->stream.next_layer().close(ignored);
    }
    [[nodiscard]] bool isOpen() const override { return m_state->stream.next_layer().is_open(); }
    [[nodiscard]] std::string failure() const override { return m_failure; }
    [[nodiscard]] std::string peerCertificatePem() const override {
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(native()), &X509_free);
        if (!certificate) return {};
        const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
        if (!memory || PEM_write_bio_X509(memory.get(), certificate.get()) != 1) return {};
        // On the server's side the chain comes without the client's own certificate.
        const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(native());
        for (int i = 0; chain && i < sk_X509_num(chain); ++i) {
            X509* further = sk_X509_value(chain, i);
            if (X509_cmp(further, certificate.get()) != 0) PEM_write_bio_X509(memory.get(), further);
        }
        char* text = nullptr;
        const auto length = BIO_get_mem_data(memory.get(), &text);
        return {text, static_cast<std::size_t>(length)};
    }

private:
    /// Kept by running operations too, so that closing and destroying never leaves one without its buffers.
    struct State {
        State(Socket socket, ssl::context& context) : stream(std::move(socket), context) {}
        ssl::stream<Socket> stream;
    };
    [[nodiscard]] std::string describe(const boost::system::error_code& error) const {
        const auto verified = SSL_get_verify_result(native());
        if (verified != X509_V_OK) return X509_verify_cert_error_string(verified);
        return error.message();
    }

    std::shared_ptr<State> m_state;
    ssl::stream_base::handshake_type m_side;
    std::string m_failure;
};

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::forServer(const TlsServerOptions& options) {
    auto made = std::make_shared<TlsContext>();
    auto& context = made->m_impl->context;
    boost::system::error_code error;
    context.use_certificate_chain(asio::buffer(options.certificateChainPem), error);
    if (error) return fail(configurationError("The listener's certificate cannot be used", error));
    context.use_private_key(asio::buffer(options.privateKeyPem), ssl::context::pem, error);
    if (error) return fail(configurationError("The listener's private key cannot be used", error));
    if (SSL_CTX_check_private_key(context.native_handle()) != 1)
        return fail("InvalidTlsConfiguration", "The listener's private key does not belong to its certificate.");
    if (options.requestClientCertificate) SSL_CTX_set_verify(context.native_handle(), SSL_VERIFY_PEER, &acceptAnyCertificate);
    static const unsigned char sessionContext[] = "mgc";
    SSL_CTX_set_session_id_context(context.native_handle(), sessionContext, sizeof sessionContext - 1);
    return made;
}

Result<std::shared_ptr<TlsContext>> TlsContext::forClient(const TlsClientOptions& options) {
    auto made = std::make_shared<TlsContext>();
    auto& context = made->m_impl->context;
    boost::system::error_code error;
    if (options.useSystemAuthorities) {
        if (!useSystemAuthorities(context.native_handle()))
            return fail("InvalidTlsConfiguration", "The system's certificate authorities cannot be read.");
    }
    if (!options.extraAuthoritiesFile.empty()) {
        context.load_verify_file(options.extraAuthoritiesFile, error);
        if (error)
            return fail(configurationError("The certificate authorities in " + options.extraAuthoritiesFile + " cannot be read", error));
    }
    return made;
}

namespace {

Socket takeSocket(Stream& plain) {
    auto& stream = static_cast<TcpStream&>(plain);
    EventLoop& loop = stream.loop();
    return socketOf(loop, stream.release());
}

}  // namespace

std::unique_ptr<TlsStream> wrapTlsServer(std::unique_ptr<Stream> plain, const TlsContext& context) {
    return std::make_unique<AsioTlsStream>(takeSocket(*plain), context, ssl::stream_base::server);
}

std::unique_ptr<TlsStream> wrapTlsClient(std::unique_ptr<Stream> plain, const TlsContext& context, const TlsPeer& peer) {
    auto stream = std::make_unique<AsioTlsStream>(takeSocket(*plain), context, ssl::stream_base::client);
    SSL* native = stream->native();
    std::string host = peer.host;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (peer.certificate) useCertificate(native, *peer.certificate);
    boost::system::error_code notAnAddress;
    asio::ip::make_address(host, notAnAddress);
    if (notAnAddress) SSL_ctrl(native, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data());
    if (peer.verifyName) {
        if (notAnAddress) {
            SSL_set_hostflags(native, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
            SSL_set1_host(native, host.c_str());
        } else {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), host.c_str());
        }
    }
    if (peer.verifyChain) {
        SSL_set_verify(native, SSL_VERIFY_PEER, nullptr);
    } else {
        SSL_set_verify(native, SSL_VERIFY_PEER, peer.verifyName ? &acceptChainFaults : &acceptAnyCertificate);
    }
    return stream;
}

}  // namespace mgc::gateway::net
